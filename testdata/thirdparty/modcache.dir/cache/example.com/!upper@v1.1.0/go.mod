module example.com/Upper

require (
	example.com/low v1.2.0-rc.1
	example.com/mid v0.3.0
)
