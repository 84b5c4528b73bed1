module example.com/main

go 1.16

require (
	example.com/Upper v1.1.0
	example.com/low v1.0.0
)
