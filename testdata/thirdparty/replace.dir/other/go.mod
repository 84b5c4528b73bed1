module example.com/other

go 1.18

require example.com/versioned/v2 v2.0.0
