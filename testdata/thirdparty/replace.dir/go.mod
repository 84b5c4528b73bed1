module example.com/main

go 1.19

require (
	example.com/other v1.0.0
	example.com/versioned/v2 v2.1.0 // indirect
	example.com/nested v0.0.0-20200101000000-abcdefabcdef
)

replace example.com/other => ./other

replace (
	example.com/versioned/v2 => ./v2
	example.com/nested v0.0.0-20200101000000-abcdefabcdef => ./nested
)
