"""A terminal in memory: understands what line editors print, and keeps every line that scrolled away.

Screen.feed(bytes) draws; Screen.lines holds the text from the first line ever printed to the last one, so that a
whole session can be read as the person at the terminal saw it.
"""

import codecs
import unicodedata


def char_width(c):
    if unicodedata.combining(c) or unicodedata.category(c) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


class Screen:
    def __init__(self, rows=24, cols=80):
        self.rows, self.cols = rows, cols
        self.lines = [[]]  # of cells; a cell is a character with what combines with it, "" is the right half of a wide one
        self.wrapped = set()  # lines that go on in the next one
        self.x = self.y = 0  # y counts from the first line ever
        self.top = 0  # the first line that the cursor can reach
        self.full = False  # the last column was written: the next character wraps
        self.bells = 0
        self.pasting = False  # bracketed paste is switched on
        self.unpasted = []  # the rows where the cursor was when it was switched off
        self._saved = (0, 0)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace")
        self._esc = None  # an unfinished escape sequence

    def resize(self, rows, cols):
        self.rows, self.cols = rows, cols
        self.x = min(self.x, cols - 1)
        self.top = max(self.top, self.y - rows + 1)

    def text(self, y):
        return "".join(self.lines[y]).rstrip() if y < len(self.lines) else ""

    def raw(self, y):
        """With the blanks at its end that were really printed."""
        return "".join(self.lines[y]) if y < len(self.lines) else ""

    def block(self, first, last):
        """Lines first..last-1, with those that the terminal wrapped put together again."""
        out, open_ = [], False
        for y in range(first, min(last, len(self.lines))):
            t = self.raw(y) if y in self.wrapped else self.text(y)
            if open_:
                out[-1] += t
            else:
                out.append(t)
            open_ = y in self.wrapped
        return [t.rstrip() for t in out]

    def feed(self, data):
        for c in self._decode.decode(data):
            if self._esc is not None:
                self._escape(c)
            elif c >= " " and c != "\x7f":
                self._put(c)
            elif c == "\x1b":
                self._esc = ""
            elif c == "\r":
                self.x, self.full = 0, False
            elif c == "\n":
                self.wrapped.discard(self.y)
                self._down()
            elif c == "\b":
                self.x, self.full = max(0, self.x - 1), False
            elif c == "\t":
                self._move(min(self.cols - 1, (self.x | 7) + 1), self.y)
            elif c == "\a":
                self.bells += 1

    def _down(self):
        self.full = False
        self.y += 1
        if self.y >= self.top + self.rows:
            self.top += 1
        while len(self.lines) <= self.y:
            self.lines.append([])

    def _put(self, c):
        w = char_width(c)
        if w == 0:
            line = self.lines[self.y]
            if line and self.x:
                at = min(self.x, len(line)) - (0 if self.full else 1)
                line[min(at, len(line) - 1)] += c
            return
        if self.full or self.x + w > self.cols:
            if self.full or self.cols > 1:
                self.wrapped.add(self.y)
            self._down()
            self.x = 0
        line = self.lines[self.y]
        while len(line) < self.x + w:
            line.append(" ")
        line[self.x] = c
        if w == 2:
            line[self.x + 1] = ""
        if self.x + w >= self.cols:
            self.x, self.full = self.cols - 1, True
        else:
            self.x += w

    def _move(self, x, y):
        self.x = max(0, min(x, self.cols - 1))
        self.y = max(self.top, min(y, self.top + self.rows - 1))
        self.full = False
        while len(self.lines) <= self.y:
            self.lines.append([])

    def _escape(self, c):
        s = self._esc + c
        self._esc = s
        if s[0] == "[":
            if len(s) > 1 and "@" <= c <= "~":
                self._esc = None
                self._csi(s[1:-1], c)
        elif s[0] == "]":
            if c == "\a" or s.endswith("\x1b\\"):
                self._esc = None
        elif s[0] in "()*+#%":
            if len(s) == 2:
                self._esc = None
        else:
            self._esc = None
            if c == "M":
                self._move(self.x, self.y - 1)
            elif c == "D":
                self._down()
            elif c == "E":
                self._down()
                self.x = 0
            elif c == "7":
                self._saved = (self.x, self.y)
            elif c == "8":
                self._move(*self._saved)

    def _csi(self, params, final):
        private = params.startswith("?")
        numbers = [int(p) if p.isdigit() else 0 for p in params.lstrip("?>").split(";")]
        n = numbers[0] or 1
        line = self.lines[self.y]
        if final == "A":
            self._move(self.x, self.y - n)
        elif final == "B":
            self._move(self.x, self.y + n)
        elif final == "C":
            self._move(self.x + n, self.y)
        elif final == "D":
            self._move(self.x - n, self.y)
        elif final == "G":
            self._move(n - 1, self.y)
        elif final == "d":
            self._move(self.x, self.top + n - 1)
        elif final in "Hf":
            column = numbers[1] if len(numbers) > 1 and numbers[1] else 1
            self._move(column - 1, self.top + n - 1)
        elif final == "K":
            self._erase_line(numbers[0])
        elif final == "J":
            self._erase_screen(numbers[0])
        elif final == "P":
            del line[self.x:self.x + n]
        elif final == "@":
            if self.x < len(line):
                line[self.x:self.x] = [" "] * n
                del line[self.cols:]
        elif final == "X":
            for i in range(self.x, min(self.x + n, len(line))):
                line[i] = " "
        elif final == "L":
            self.lines[self.y:self.y] = [[] for _ in range(n)]
            del self.lines[self.top + self.rows:]
        elif final == "M":
            del self.lines[self.y:self.y + n]
            while len(self.lines) <= self.y:
                self.lines.append([])
        elif final in "hl" and private and 2004 in numbers:
            self.pasting = final == "h"
            if final == "l":
                self.unpasted.append(self.y)

    def _erase_line(self, how):
        line = self.lines[self.y]
        if how == 0:
            del line[self.x:]
            self.wrapped.discard(self.y)
        elif how == 1:
            for i in range(min(self.x + 1, len(line))):
                line[i] = " "
        else:
            line.clear()
            self.wrapped.discard(self.y)

    def _erase_screen(self, how):
        if how == 0:
            self._erase_line(0)
            for y in range(self.y + 1, len(self.lines)):
                self.lines[y] = []
                self.wrapped.discard(y)
        else:
            for y in range(self.top, len(self.lines)):
                self.lines[y] = []
                self.wrapped.discard(y)
