package session

// Show prints what an input's expression has come to: Go syntax, but errors and what has a String method by their text.
func Show(values ...any) {
	s := ""
	for i, v := range values {
		if i > 0 {
			s += ", "
		}
		s += showFormat(v)
	}
	write(s + "\n")
}

// ShowError prints the last value if it is an error.
func ShowError(values ...any) {
	if v := values[len(values)-1]; v != nil {
		Show(v)
	}
}
