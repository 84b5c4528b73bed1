package nested

import "example.com/nested/internal/hidden"

func Name() string { return hidden.Name }
