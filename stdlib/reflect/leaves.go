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

// A hiter is an iterator over a map; rest is the run time's.
type hiter struct {
	key  unsafe.Pointer
	elem unsafe.Pointer
	rest [14]unsafe.Pointer
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

// call enters the closure fn with a window whose first nargs slots are
// copied from args; when it returns, the first nres slots of the window are
// copied to res. callMethod does the same for a *FuncInfo entered as through
// an interface, args[0] being the data word. The interpreter knows both by
// name: they are no leaves, for a leaf cannot call Go.
func call(fn unsafe.Pointer, args unsafe.Pointer, nargs int, res unsafe.Pointer, nres int)
func callMethod(fn unsafe.Pointer, args unsafe.Pointer, nargs int, res unsafe.Pointer, nres int)

// resultFrame returns zeroed memory for the results of a function of type
// ft, each at a slot of its own, as they lie in the window.
func resultFrame(ft *rtype) unsafe.Pointer

// newFuncStub returns a closure object {code, impl} whose code calls
// callReflect(impl, frame); see makefunc.go.
func newFuncStub(ft *rtype, impl *makeFuncImpl) unsafe.Pointer
