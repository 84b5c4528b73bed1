package errors

// comparable_ reports whether == on values of err's dynamic type cannot panic for the type's sake.
func comparable_(err error) bool

// classifyTarget checks the second argument of As; see the constants target*.
func classifyTarget(target any) int

// assignTarget stores err in *target if its dynamic type is assignable to the type pointed to.
func assignTarget(err error, target any) bool
