package other

import "example.com/versioned/v2"

func Name() string { return "other of " + versioned.Name }

func Make() versioned.T { return versioned.T{N: 5} }
