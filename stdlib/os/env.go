package os

import "syscall"

// Getenv returns the value of an environment variable, empty if not set.
func Getenv(key string) string {
	v, _ := syscall.Getenv(key)
	return v
}

// LookupEnv returns the value of an environment variable and whether it is
// set.
func LookupEnv(key string) (string, bool) { return syscall.Getenv(key) }

// Setenv sets an environment variable.
func Setenv(key, value string) error { return NewSyscallError("setenv", syscall.Setenv(key, value)) }

// Unsetenv removes an environment variable.
func Unsetenv(key string) error { return syscall.Unsetenv(key) }

// Clearenv removes all environment variables.
func Clearenv() { syscall.Clearenv() }

// Environ returns the environment as "key=value" strings.
func Environ() []string { return syscall.Environ() }

// ExpandEnv is Expand with the environment.
func ExpandEnv(s string) string { return Expand(s, Getenv) }

// Expand replaces ${var} and $var in s by what mapping makes of var.
func Expand(s string, mapping func(string) string) string {
	var b []byte
	done := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '$' || i+1 >= len(s) {
			continue
		}
		b = append(b, s[done:i]...)
		name, n := varName(s[i+1:])
		switch {
		case name == "" && n > 0: // bad syntax: dropped
		case name == "":
			b = append(b, '$') // nothing a name could be: the $ stands
		default:
			b = append(b, mapping(name)...)
		}
		i += n
		done = i + 1
	}
	if done == 0 {
		return s
	}
	return string(b) + s[done:]
}

func special(c byte) bool {
	switch c {
	case '*', '#', '$', '@', '!', '?', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return true
	}
	return false
}

func wordByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// varName returns the variable name that s, which stands behind a $, begins
// with, and how many bytes it takes.
func varName(s string) (string, int) {
	if s[0] == '{' {
		if len(s) > 2 && special(s[1]) && s[2] == '}' {
			return s[1:2], 3
		}
		for i := 1; i < len(s); i++ {
			if s[i] == '}' {
				if i == 1 {
					return "", 2 // ${}
				}
				return s[1:i], i + 1
			}
		}
		return "", 1 // no end
	}
	if special(s[0]) {
		return s[:1], 1
	}
	i := 0
	for i < len(s) && wordByte(s[i]) {
		i++
	}
	return s[:i], i
}
