module example.com/main

go 1.19

require example.com/lib v1.2.3

require example.com/far v0.1.0 // indirect
