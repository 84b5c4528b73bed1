package regexp

// compileProg gives the handle of a program, the groups' names (each followed by a NUL), and the literal that every
// match begins with; or the number of an error and the part of expr at fault.
func compileProg(expr string, posix, longest bool) (h uintptr, names string, prefix string, complete bool, code int, arg string)

func freeProg(h uintptr)

// match searches s, which is valid UTF-8, from pos and sets the positions of as many groups as caps has room for.
func match(h uintptr, s string, pos int, caps []int) bool

// matchAll gives as many matches as caps has room for, and from where to go on: beyond len(s) after the last.
func matchAll(h uintptr, s string, pos, prevEnd int, groups int, caps []int) (n, newPos, newPrevEnd int)
