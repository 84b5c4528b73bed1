// This file prints trees as gc prints them in messages: the source's operators with the precedences' parentheses,
// composite literals without their elements, implicit operators left out.
#include "escape/ir/ir.h"
#include "escape/ir/irtype.h"
#include "frontend/base/constant.h"
#include "frontend/syntax/print.h"

namespace vole::escape {

namespace {

const char* opText(Op op) {
  switch (op) {
    case Op::Plus: case Op::Add: return "+";
    case Op::Neg: case Op::Sub: return "-";
    case Op::BitNot: case Op::Xor: return "^";
    case Op::Not: return "!";
    case Op::Recv: return "<-";
    case Op::Or: return "|";
    case Op::Mul: case Op::Deref: return "*";
    case Op::Div: return "/";
    case Op::Mod: return "%";
    case Op::Lsh: return "<<";
    case Op::Rsh: return ">>";
    case Op::And: case Op::Addr: return "&";
    case Op::AndNot: return "&^";
    case Op::Eq: return "==";
    case Op::Ne: return "!=";
    case Op::Lt: return "<";
    case Op::Le: return "<=";
    case Op::Gt: return ">";
    case Op::Ge: return ">=";
    case Op::AndAnd: return "&&";
    case Op::OrOr: return "||";
    case Op::Append: return "append";
    case Op::Copy: return "copy";
    case Op::Delete: return "delete";
    case Op::Print: return "print";
    case Op::Println: return "println";
    case Op::Recover: return "recover";
    case Op::Panic: return "panic";
    case Op::Close: return "close";
    case Op::Len: return "len";
    case Op::Cap: return "cap";
    case Op::Real: return "real";
    case Op::Imag: return "imag";
    case Op::Complex: return "complex";
    case Op::New: return "new";
    case Op::UnsafeAdd: return "unsafe.Add";
    case Op::UnsafeSlice: return "unsafe.Slice";
    default: return "";
  }
}

int precOf(const Node* n) {
  Op op = n->op == Op::Literal && n->sub != Op::Nop ? n->sub : n->op;
  switch (op) {
    case Op::Plus: case Op::Neg: case Op::BitNot: case Op::Not: case Op::Recv: case Op::Addr: case Op::Deref: return 7;
    case Op::Mul: case Op::Div: case Op::Mod: case Op::Lsh: case Op::Rsh: case Op::And: case Op::AndNot: return 6;
    case Op::Add: case Op::Sub: case Op::Or: case Op::Xor: return 5;
    case Op::Eq: case Op::Ne: case Op::Lt: case Op::Le: case Op::Gt: case Op::Ge: return 4;
    case Op::AndAnd: return 2;
    case Op::OrOr: return 1;
    // These have no precedence of their own in gc's table, which puts them below everything.
    case Op::InlCall: case Op::Complex: case Op::Real: case Op::Imag: case Op::Recover: case Op::AddStr: case Op::PtrLit: case Op::Closure: case Op::MakeMap: case Op::MakeChan: case Op::Key: return 0;
    case Op::TypeExpr: return n->type && n->type->is<types::Pointer>() ? 7 : 8;
    default: return 8;
  }
}

class Printer {
 public:
  Printer(std::string& out, types::Package* local) : out_(out), local_(local) {}

  void expr(const Node* n, int prec) {
    if (++depth_ > 500) {
      out_ += "...";
      depth_--;
      return;
    }
    expr1(n, prec);
    depth_--;
  }

  void list(const Nodes& l) {
    bool first = true;
    for (Node* n : l) {
      if (!first) out_ += ", ";
      first = false;
      node(n);
    }
  }

  void node(const Node* n) {
    if (!n) {
      out_ += "<nil>";
      return;
    }
    if (n->op >= Op::As) {
      stmt(n);
    } else {
      expr(n, 0);
    }
  }

 private:
  std::string& out_;
  types::Package* local_;
  int depth_ = 0;

  void stmts(const Nodes& l) {
    bool first = true;
    for (Node* n : l) {
      if (!first) out_ += "; ";
      first = false;
      node(n);
    }
  }

  void stmt(const Node* n) {
    switch (n->op) {
      case Op::As:
        node(n->x);
        out_ += n->def ? " := " : " = ";
        node(n->y);
        return;
      case Op::AsOp:
        node(n->x);
        if (n->def) {
          out_ += n->sub == Op::Add ? "++" : "--";
          return;
        }
        out_ += ' ';
        out_ += opText(n->sub);
        out_ += "= ";
        node(n->y);
        return;
      case Op::As2: case Op::As2Func: case Op::As2MapR: case Op::As2Recv: case Op::As2DotType: case Op::SelRecv2:
        list(n->list);
        out_ += n->def ? " := " : " = ";
        list(n->list2);
        return;
      case Op::Return:
        out_ += "return ";
        list(n->list);
        return;
      case Op::Send:
        expr(n->x, 3);
        out_ += " <- ";
        expr(n->y, 4);
        return;
      case Op::For:
      case Op::Range: out_ += "for loop"; return;
      case Op::Switch:
      case Op::TypeSwitch: out_ += "switch statement"; return;
      case Op::Select: out_ += "select statement"; return;
      case Op::Block: stmts(n->list); return;
      case Op::Dcl:
        out_ += "var ";
        node(n->x);
        out_ += ' ';
        out_ += typeText(n->x->type, local_);
        return;
      case Op::If:
        out_ += "if ";
        if (n->init.size() == 1 && n->init[0]->init.empty()) {
          node(n->init[0]);
          out_ += "; ";
        }
        node(n->x);
        out_ += " { ";
        stmts(n->list);
        out_ += " }";
        if (!n->list2.empty()) {
          out_ += " else { ";
          stmts(n->list2);
          out_ += " }";
        }
        return;
      case Op::Go:
      case Op::Defer:
        out_ += n->op == Op::Go ? "go " : "defer ";
        node(n->x);
        return;
      case Op::Goto:
      case Op::Branch:
        out_ += n->op == Op::Goto ? "goto" : n->implicit ? "continue" : "break";
        if (!n->sym.empty()) {
          out_ += ' ';
          out_ += n->sym;
        }
        return;
      case Op::Fall: out_ += "fallthrough"; return;
      case Op::Label:
        out_ += n->sym;
        out_ += ": ";
        return;
      case Op::Case:
        if (n->list2.empty()) {
          out_ += "default";
        } else {
          out_ += "case ";
          list(n->list2);
        }
        out_ += ": ";
        return;
      default: return;
    }
  }

  void call(const char* name, const Node* n) {
    out_ += name;
    args(n);
  }
  void args(const Node* n) {
    out_ += '(';
    list(n->list);
    out_ += n->ddd ? "...)" : ")";
  }

  void expr1(const Node* n, int prec) {
    for (;;) {
      if (!n) {
        out_ += "<nil>";
        return;
      }
      if (n->orig) {
        n = n->orig;
        continue;
      }
      if (n->implicit && (n->op == Op::Addr || n->op == Op::Deref || n->op == Op::Conv || n->op == Op::ConvNop ||
                          n->op == Op::ConvIface)) {
        n = n->x;
        continue;
      }
      break;
    }
    int p = precOf(n);
    if (prec > p) {
      out_ += '(';
      expr(n, 0);
      out_ += ')';
      return;
    }
    switch (n->op) {
      case Op::Literal:
        if (!n->sym.empty()) {
          out_ += n->sym;
        } else if (n->raw) {
          out_ += syntax::toString(n->raw);
        } else if (n->val) {
          if (n->type) out_ += typeText(n->type, local_) + "(";
          out_ += constant::toString(n->val);
          if (n->type) out_ += ')';
        }
        return;
      case Op::Nil: out_ += "nil"; return;
      case Op::Name: {
        auto* m = static_cast<const Name*>(n);
        if (m->cls == Class::Blank || m->text.starts_with("~b")) {
          out_ += '_';
          return;
        }
        types::Package* pkg = m->pkg ? m->pkg : m->obj ? m->obj->pkg : nullptr;
        if (pkg && local_ && pkg != local_ && !m->text.starts_with(".") && !m->text.starts_with("~")) {
          out_ += pkg->name->str();
          out_ += '.';
        }
        out_ += m->text;
        return;
      }
      case Op::TypeExpr: out_ += typeText(n->type, local_); return;
      case Op::Closure: out_ += "func literal"; return;
      case Op::PtrLit:
        out_ += '&';
        expr(n->x, 0);
        return;
      case Op::StructLit: case Op::ArrayLit: case Op::SliceLit: case Op::MapLit:
        if (n->implicit) {
          out_ += "... argument";
          return;
        }
        out_ += typeText(n->type, local_);
        out_ += n->list.empty() ? "{}" : "{...}";
        return;
      case Op::Key:
        expr(n->x, 0);
        out_ += ':';
        expr(n->y, 0);
        return;
      case Op::StructKey:
        out_ += n->sym;
        out_ += ':';
        expr(n->y, 0);
        return;
      case Op::Dot: case Op::DotPtr: case Op::DotInter: case Op::MethValue: case Op::MethExpr:
        expr(n->x, p);
        out_ += '.';
        out_ += n->sym;
        return;
      case Op::DotType: case Op::DotType2:
        expr(n->x, p);
        out_ += ".(" + typeText(n->type, local_) + ")";
        return;
      case Op::Index: case Op::IndexMap:
        expr(n->x, p);
        out_ += '[';
        expr(n->y, 0);
        out_ += ']';
        return;
      case Op::Slice: case Op::Slice3: case Op::SliceArr: case Op::Slice3Arr: case Op::SliceStr:
        expr(n->x, p);
        out_ += '[';
        if (n->y) expr(n->y, 0);
        out_ += ':';
        if (n->z) expr(n->z, 0);
        if (n->op == Op::Slice3 || n->op == Op::Slice3Arr) {
          out_ += ':';
          if (n->w) expr(n->w, 0);
        }
        out_ += ']';
        return;
      case Op::Complex: case Op::Copy: case Op::UnsafeAdd: case Op::UnsafeSlice:
        out_ += opText(n->op);
        out_ += '(';
        expr(n->x, 0);
        out_ += ", ";
        expr(n->y, 0);
        out_ += ')';
        return;
      case Op::Conv: case Op::ConvNop: case Op::ConvIface: case Op::ConvIdata: case Op::Bytes2Str: case Op::Runes2Str: case Op::Str2Bytes:
      case Op::Str2Runes: case Op::RuneStr: case Op::Slice2ArrPtr: {
        bool named = n->type && (n->type->is<types::Named>() || n->type->is<types::Basic>() ||
                                 typeText(n->type, local_) == "any");
        out_ += named ? typeText(n->type, local_) : "(" + typeText(n->type, local_) + ")";
        out_ += '(';
        expr(n->x, 0);
        out_ += ')';
        return;
      }
      case Op::Eface: out_ += "<node EFACE>"; return;
      case Op::InlCall:
        if (n->list2.size() == 1) {
          expr(n->list2[0], 0);
          return;
        }
        out_ += "(.[";
        for (size_t i = 0; i < n->list2.size(); i++) {
          if (i) out_ += ' ';
          expr(n->list2[i], 0);
        }
        out_ += "])";
        return;
      case Op::Real: case Op::Imag: case Op::Cap: case Op::Close: case Op::Len: case Op::New: case Op::Panic:
        out_ += opText(n->op);
        out_ += '(';
        expr(n->x, 0);
        out_ += ')';
        return;
      case Op::Append: case Op::Delete: case Op::Recover: case Op::Print: case Op::Println:
        call(opText(n->op), n);
        return;
      case Op::MinMax: case Op::Clear: case Op::Unsafe21:
        out_ += n->sym;
        args(n);
        return;
      case Op::CallFunc: case Op::CallInter:
        expr(n->x, p);
        args(n);
        return;
      case Op::MakeSlice: case Op::MakeMap: case Op::MakeChan:
        out_ += "make(" + typeText(n->type, local_);
        if (n->z) {
          out_ += ", ";
          expr(n->y, 0);
          out_ += ", ";
          expr(n->z, 0);
        } else if (n->y && (n->op == Op::MakeSlice || !n->y->implicit)) {
          out_ += ", ";
          expr(n->y, 0);
        }
        out_ += ')';
        return;
      case Op::Plus: case Op::Neg: case Op::BitNot: case Op::Not: case Op::Recv: case Op::Addr:
        out_ += opText(n->op);
        if (n->x && n->x->op == n->op) out_ += ' ';
        expr(n->x, p + 1);
        return;
      case Op::Deref:
        out_ += '*';
        expr(n->x, p + 1);
        return;
      case Op::AddStr: {
        bool first = true;
        for (Node* x : n->list) {
          if (!first) out_ += " + ";
          first = false;
          expr(x, p);
        }
        return;
      }
      default:
        expr(n->x, p);
        out_ += ' ';
        out_ += opText(n->op);
        out_ += ' ';
        expr(n->y, p + 1);
        return;
    }
  }
};

}  // namespace

std::string nodeString(const Node* n, types::Package* local) {
  std::string out;
  Printer(out, local).node(n);
  return out;
}

}  // namespace vole::escape
