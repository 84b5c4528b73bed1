// The token rules. Rules only: everything that takes a decision is a member function in lexer.cc.
#include "frontend/syntax/lexer.h"

namespace vole::syntax {

void Lexer::scan(bool nlsemi) {
  using enum Token;
  using O = syntax::Operator;
  const char* YYMARKER;
redo:
  start_ = cur_;
  /*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYCURSOR = cur_;
    re2c:yyfill:enable = 0;
    re2c:encoding:utf8 = 0;

    [ \t\r]+  { goto redo; }
    "\n"      { if (!nlsemi) goto redo; tok = Semi; lit = "newline"; return; }

    "break"       { goto keyword_break; }
    "case"        { tok = Case; goto keyword; }
    "chan"        { tok = Chan; goto keyword; }
    "const"       { tok = Const; goto keyword; }
    "continue"    { tok = Continue; goto keyword_semi; }
    "default"     { tok = Default; goto keyword; }
    "defer"       { tok = Defer; goto keyword; }
    "else"        { tok = Else; goto keyword; }
    "fallthrough" { tok = Fallthrough; goto keyword_semi; }
    "for"         { tok = For; goto keyword; }
    "func"        { tok = Func; goto keyword; }
    "go"          { tok = Go; goto keyword; }
    "goto"        { tok = Goto; goto keyword; }
    "if"          { tok = If; goto keyword; }
    "import"      { tok = Import; goto keyword; }
    "interface"   { tok = Interface; goto keyword; }
    "map"         { tok = Map; goto keyword; }
    "package"     { tok = Package; goto keyword; }
    "range"       { tok = Range; goto keyword; }
    "return"      { tok = Return; goto keyword_semi; }
    "select"      { tok = Select; goto keyword; }
    "struct"      { tok = Struct; goto keyword; }
    "switch"      { tok = Switch; goto keyword; }
    "type"        { tok = Type; goto keyword; }
    "var"         { tok = Var; goto keyword; }
    [a-zA-Z_][a-zA-Z0-9_]* { ident(); return; }

    [0-9]        { cur_ = start_; number(false); return; }
    "." [0-9]    { cur_ = start_ + 1; number(true); return; }
    "\""         { stdString(); return; }
    "`"          { rawString(); return; }
    "'"          { rune(); return; }
    "//"         { lineComment(); goto redo; }
    "/*"         { if (fullComment() && nlsemi) { tok = Semi; lit = "newline"; return; } goto redo; }

    "("   { tok = Lparen; return; }
    "["   { tok = Lbrack; return; }
    "{"   { tok = Lbrace; return; }
    ")"   { tok = Rparen; nlsemi_ = true; return; }
    "]"   { tok = Rbrack; nlsemi_ = true; return; }
    "}"   { tok = Rbrace; nlsemi_ = true; return; }
    ","   { tok = Comma; return; }
    ";"   { tok = Semi; lit = "semicolon"; return; }
    ":"   { tok = Colon; return; }
    ":="  { tok = Define; return; }
    "."   { tok = Dot; return; }
    "..." { tok = DotDotDot; return; }
    "="   { tok = Assign; return; }
    "<-"  { tok = Arrow; return; }

    "+"   { setOp(Token::Operator, O::Add); return; }
    "-"   { setOp(Token::Operator, O::Sub); return; }
    "*"   { setOp(Star, O::Mul); return; }
    "/"   { setOp(Token::Operator, O::Div); return; }
    "%"   { setOp(Token::Operator, O::Rem); return; }
    "&"   { setOp(Token::Operator, O::And); return; }
    "|"   { setOp(Token::Operator, O::Or); return; }
    "^"   { setOp(Token::Operator, O::Xor); return; }
    "<<"  { setOp(Token::Operator, O::Shl); return; }
    ">>"  { setOp(Token::Operator, O::Shr); return; }
    "&^"  { setOp(Token::Operator, O::AndNot); return; }
    "&&"  { setOp(Token::Operator, O::AndAnd); return; }
    "||"  { setOp(Token::Operator, O::OrOr); return; }
    "=="  { setOp(Token::Operator, O::Eql); return; }
    "!="  { setOp(Token::Operator, O::Neq); return; }
    "<"   { setOp(Token::Operator, O::Lss); return; }
    "<="  { setOp(Token::Operator, O::Leq); return; }
    ">"   { setOp(Token::Operator, O::Gtr); return; }
    ">="  { setOp(Token::Operator, O::Geq); return; }
    "!"   { setOp(Token::Operator, O::Not); return; }
    "~"   { setOp(Token::Operator, O::Tilde); return; }

    "+="  { setOp(AssignOp, O::Add); return; }
    "-="  { setOp(AssignOp, O::Sub); return; }
    "*="  { setOp(AssignOp, O::Mul); return; }
    "/="  { setOp(AssignOp, O::Div); return; }
    "%="  { setOp(AssignOp, O::Rem); return; }
    "&="  { setOp(AssignOp, O::And); return; }
    "|="  { setOp(AssignOp, O::Or); return; }
    "^="  { setOp(AssignOp, O::Xor); return; }
    "<<=" { setOp(AssignOp, O::Shl); return; }
    ">>=" { setOp(AssignOp, O::Shr); return; }
    "&^=" { setOp(AssignOp, O::AndNot); return; }
    "++"  { setOp(IncOp, O::Add); nlsemi_ = true; return; }
    "--"  { setOp(IncOp, O::Sub); nlsemi_ = true; return; }

    *     { goto other; }
  */
keyword_break:
  tok = Break;
keyword_semi:
  nlsemi_ = true;
keyword:
  // Letters beyond ASCII may go on where the rule for keywords stopped.
  if (static_cast<unsigned char>(*cur_) >= 0x80 || droppedWidth(cur_)) {
    nlsemi_ = false;
    ident();
  }
  return;
other:
  if (start_ >= end_) {
    cur_ = start_ = end_;
    if (!nlsemi) {
      tok = Eof;
      return;
    }
    tok = Semi;
    lit = "EOF";
    return;
  }
  tok = None;
  oddCharacter();
  if (tok == None) goto redo;
}

}  // namespace vole::syntax
