// Package tabwriter aligns the columns of tab-separated text (elastic tabstops).
package tabwriter

import (
	"io"
	"unicode/utf8"
)

// Flags of Init.
const (
	FilterHTML          uint = 1 << iota // tags have no width, an entity is one character wide
	StripEscape                          // drop the bytes that begin and end escaped text
	AlignRight                           // cells to the right of their column
	DiscardEmptyColumns                  // columns of empty vertical-tab cells vanish
	TabIndent                            // leading empty cells are tabs, whatever the padding
	Debug                                // a vertical bar between columns
)

// Escape begins and ends text that is passed on unchanged.
const Escape = '\xff'

// A cell is a piece of text that ends at a tab or a line end; its bytes lie in Writer.buf.
type cell struct {
	size  int  // in bytes
	width int  // in characters
	htab  bool // ended by a horizontal tab
}

// A Writer is a filter that pads cells so that columns line up. It holds text back until a column's width is
// known: a column is a block of consecutive lines that all have a cell there.
type Writer struct {
	output   io.Writer
	minwidth int
	tabwidth int
	padding  int
	padchar  byte
	flags    uint

	buf    []byte
	pos    int      // buf[:pos] is counted in cur.width
	cur    cell     // the cell being read; its end is not yet in buf
	end    byte     // what ends the escaped text we are in; 0 outside
	lines  [][]cell // the last line is incomplete
	widths []int    // of the columns to the left while formatting
}

// NewWriter returns an initialised Writer.
func NewWriter(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	return new(Writer).Init(output, minwidth, tabwidth, padding, padchar, flags)
}

// Init sets the Writer up: the least width of a cell, the width of a tab, what is added to the widest cell of
// a column, and the character to pad with ('\t' pads to multiples of tabwidth and aligns left).
func (w *Writer) Init(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	if minwidth < 0 || tabwidth < 0 || padding < 0 {
		panic("negative minwidth, tabwidth, or padding")
	}
	if padchar == '\t' {
		flags &^= AlignRight
	}
	*w = Writer{output: output, minwidth: minwidth, tabwidth: tabwidth, padding: padding, padchar: padchar, flags: flags}
	w.reset()
	return w
}

func (w *Writer) reset() {
	w.buf, w.pos, w.cur, w.end, w.widths = w.buf[:0], 0, cell{}, 0, w.widths[:0]
	w.lines = append(w.lines[:0], nil)
}

// writeError carries an error of the output out of the formatting.
type writeError struct{ err error }

func (w *Writer) emit(b []byte) {
	n, err := w.output.Write(b)
	if n != len(b) && err == nil {
		err = io.ErrShortWrite
	}
	if err != nil {
		panic(writeError{err})
	}
}

func (w *Writer) repeat(c byte, n int) {
	var chunk [8]byte
	for i := range chunk {
		chunk[i] = c
	}
	for ; n > len(chunk); n -= len(chunk) {
		w.emit(chunk[:])
	}
	w.emit(chunk[:n])
}

func (w *Writer) pad(textWidth, cellWidth int, tabs bool) {
	if w.padchar != '\t' && !tabs {
		w.repeat(w.padchar, cellWidth-textWidth)
		return
	}
	if w.tabwidth == 0 {
		return
	}
	cellWidth = (cellWidth + w.tabwidth - 1) / w.tabwidth * w.tabwidth
	w.repeat('\t', (cellWidth-textWidth+w.tabwidth-1)/w.tabwidth)
}

// print writes lines [from, to), whose text begins at pos, with the known column widths.
func (w *Writer) print(pos, from, to int) int {
	for i := from; i < to; i++ {
		tabs := w.flags&TabIndent != 0
		for j, c := range w.lines[i] {
			if j > 0 && w.flags&Debug != 0 {
				w.emit([]byte{'|'})
			}
			inColumn := j < len(w.widths)
			switch {
			case c.size == 0:
				if inColumn {
					w.pad(c.width, w.widths[j], tabs)
				}
				continue
			case w.flags&AlignRight == 0:
				tabs = false
				w.emit(w.buf[pos : pos+c.size])
				if inColumn {
					w.pad(c.width, w.widths[j], false)
				}
			default:
				tabs = false
				if inColumn {
					w.pad(c.width, w.widths[j], false)
				}
				w.emit(w.buf[pos : pos+c.size])
			}
			pos += c.size
		}
		if i+1 == len(w.lines) {
			// The incomplete line: what its last cell has so far.
			w.emit(w.buf[pos : pos+w.cur.size])
			pos += w.cur.size
		} else {
			w.emit([]byte{'\n'})
		}
	}
	return pos
}

// format finds the next column's blocks in lines [from, to) and prints what lies before, in and after them. A
// line's last cell belongs to no column.
func (w *Writer) format(pos, from, to int) int {
	column := len(w.widths)
	for i := from; i < to; i++ {
		if column >= len(w.lines[i])-1 {
			continue
		}
		pos = w.print(pos, from, i)
		from = i
		width, empty := w.minwidth, true
		for ; i < to && column < len(w.lines[i])-1; i++ {
			c := w.lines[i][column]
			width = max(width, c.width+w.padding)
			if c.width > 0 || c.htab {
				empty = false
			}
		}
		if empty && w.flags&DiscardEmptyColumns != 0 {
			width = 0
		}
		w.widths = append(w.widths, width)
		pos = w.format(pos, from, i)
		w.widths = w.widths[:len(w.widths)-1]
		from = i
		i--
	}
	return w.print(pos, from, to)
}

func (w *Writer) add(text []byte) {
	w.buf = append(w.buf, text...)
	w.cur.size += len(text)
}

func (w *Writer) measure() {
	w.cur.width += utf8.RuneCount(w.buf[w.pos:])
	w.pos = len(w.buf)
}

func (w *Writer) beginEscape(c byte) {
	switch c {
	case Escape:
		w.end = Escape
	case '<':
		w.end = '>'
	case '&':
		w.end = ';'
	}
}

func (w *Writer) endEscape() {
	switch w.end {
	case Escape:
		w.measure()
		if w.flags&StripEscape == 0 {
			w.cur.width -= 2
		}
	case ';':
		w.cur.width++
	}
	w.pos = len(w.buf)
	w.end = 0
}

// endCell adds the current cell to its line and returns the number of cells there.
func (w *Writer) endCell(htab bool) int {
	w.cur.htab = htab
	line := &w.lines[len(w.lines)-1]
	*line = append(*line, w.cur)
	w.cur = cell{}
	return len(*line)
}

func (w *Writer) caught(err *error, op string) {
	if e := recover(); e != nil {
		if op == "Flush" {
			w.reset()
		}
		if we, ok := e.(writeError); ok {
			*err = we.err
			return
		}
		panic("tabwriter: panic during " + op)
	}
}

// Flush formats and writes all that is held back. Incomplete escapes are taken as complete.
func (w *Writer) Flush() (err error) {
	defer w.caught(&err, "Flush")
	w.flush()
	return nil
}

func (w *Writer) flush() {
	if w.cur.size > 0 {
		if w.end != 0 {
			w.endEscape()
		}
		w.endCell(false)
	}
	w.format(0, 0, len(w.lines))
	w.reset()
}

// Write adds text; a line with a single cell, and a form feed, flush what came before.
func (w *Writer) Write(text []byte) (n int, err error) {
	defer w.caught(&err, "Write")
	for i, c := range text {
		if w.end != 0 {
			if c == w.end {
				j := i + 1
				if c == Escape && w.flags&StripEscape != 0 {
					j = i
				}
				w.add(text[n:j])
				n = i + 1
				w.endEscape()
			}
			continue
		}
		switch c {
		case '\t', '\v', '\n', '\f':
			w.add(text[n:i])
			w.measure()
			n = i + 1
			cells := w.endCell(c == '\t')
			if c == '\n' || c == '\f' {
				w.lines = append(w.lines, nil)
				if c == '\f' || cells == 1 {
					w.flush()
					if c == '\f' && w.flags&Debug != 0 {
						w.emit([]byte("---\n"))
					}
				}
			}
		case Escape:
			w.add(text[n:i])
			w.measure()
			n = i
			if w.flags&StripEscape != 0 {
				n++
			}
			w.beginEscape(Escape)
		case '<', '&':
			if w.flags&FilterHTML != 0 {
				w.add(text[n:i])
				w.measure()
				n = i
				w.beginEscape(c)
			}
		}
	}
	w.add(text[n:])
	return len(text), nil
}
