module example.com/versioned/v2

go 1.18
