package reflect

import "unsafe"

// The leaves, in reflect.cc.

// fillMethods completes the method table of a type that has it lazily.
func fillMethods(t *rtype)

// typeImplements reports whether t has the methods of the interface inter.
func typeImplements(inter, t *rtype) bool

// ifaceE2I writes x, which implements dst, to the interface at p.
func ifaceE2I(dst *rtype, x any, p unsafe.Pointer)

func unsafe_New(t *rtype) unsafe.Pointer
func unsafe_NewArray(t *rtype, n int) unsafe.Pointer
func typedmemmove(t *rtype, dst, src unsafe.Pointer)
func typedmemclr(t *rtype, p unsafe.Pointer)

// typedslicecopy copies min(ndst, nsrc) elements of type elem.
func typedslicecopy(elem *rtype, dst unsafe.Pointer, ndst int, src unsafe.Pointer, nsrc int) int

// The constructors of types. structOf's and funcOf's inputs are checked
// before.
func ptrTo(t *rtype) *rtype
func sliceOf(t *rtype) *rtype
func arrayOf(n int, elem *rtype) *rtype
func chanOf(dir int, elem *rtype) *rtype
func mapOf(key, elem *rtype) *rtype
func funcOf(in, out []*rtype, variadic bool) *rtype
func structOf(fields []structField) *rtype

// A hiter is an iterator over a map; what follows elem is the run time's.
type hiter struct {
	key  unsafe.Pointer
	elem unsafe.Pointer
	_    [6]unsafe.Pointer
	_    [6]uintptr
}

func makemap(t *rtype, n int) unsafe.Pointer
func maplen(m unsafe.Pointer) int
func mapaccess(t *rtype, m, key unsafe.Pointer) unsafe.Pointer
func mapassign(t *rtype, m, key, elem unsafe.Pointer)
func mapdelete(t *rtype, m, key unsafe.Pointer)
func mapclear(t *rtype, m unsafe.Pointer)
func mapiterinit(t *rtype, m unsafe.Pointer, it *hiter)
func mapiternext(it *hiter)

func makechan(t *rtype, n int) unsafe.Pointer
func chanlen(ch unsafe.Pointer) int
func chancap(ch unsafe.Pointer) int
func chanclose(ch unsafe.Pointer)
func chansend(ch, elem unsafe.Pointer, noWait bool) (selected bool)
func chanrecv(ch unsafe.Pointer, noWait bool, elem unsafe.Pointer) (selected, received bool)
func rselect(cases []runtimeSelect) (chosen int, received bool)

// call enters the closure fn with a window whose first nslots slots are
// copied from frame; when it returns, the first nresults slots of the window
// are copied back to frame. The interpreter knows it by name (opcode
// ReflectCall): it is no leaf, for a leaf cannot call Go.
func call(fn, frame unsafe.Pointer, nslots, nresults int)

// callFrame returns memory for call with a function of type ft, of n slots
// at least. The collector sees the results in it, not the arguments.
func callFrame(ft *rtype, n int) unsafe.Pointer

// ifaceClosure returns a closure object for the *FuncInfo ifn as entered
// through an interface, the data word being its first argument.
func ifaceClosure(ifn unsafe.Pointer) unsafe.Pointer

// funcPC returns the address that stands for the code of the closure fn.
func funcPC(fn unsafe.Pointer) uintptr
