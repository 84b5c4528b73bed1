// run -exit=1 -oracle=no -env=GOROOT=/nonexistent

// A package that comes from Go's sources, without them: its name, where it is imported, and what to install.
package main

import "text/template"

func main() { template.New("x") }
