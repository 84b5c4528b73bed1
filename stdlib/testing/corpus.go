package testing

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A file of a corpus: this line, and then one value a line, as a conversion of a literal: int(-5), []byte("x").
const corpusVersion = "go test fuzz v1"

func unmarshalCorpus(data []byte) ([]any, error) {
	if len(data) == 0 {
		return nil, fmt.Errorf("cannot unmarshal empty string")
	}
	lines := strings.Split(string(data), "\n")
	if len(lines) < 2 {
		return nil, fmt.Errorf("must include version and at least one value")
	}
	if version := strings.TrimSuffix(lines[0], "\r"); version != corpusVersion {
		return nil, fmt.Errorf("unknown encoding version: %s", version)
	}
	var values []any
	for _, line := range lines[1:] {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		v, err := corpusValue(line)
		if err != nil {
			return nil, fmt.Errorf("malformed line %q: %v", line, err)
		}
		values = append(values, v)
	}
	return values, nil
}

// corpusValue reads type(literal).
func corpusValue(line string) (any, error) {
	open := strings.IndexByte(line, '(')
	if open < 0 || !strings.HasSuffix(line, ")") {
		return nil, fmt.Errorf("expected call expression")
	}
	typ := strings.ReplaceAll(line[:open], " ", "")
	text := strings.TrimSpace(line[open+1 : len(line)-1])
	if text == "" {
		return nil, fmt.Errorf("expected call expression with 1 argument; got 0")
	}
	switch typ {
	case "[]byte":
		s, err := strconv.Unquote(text)
		if err != nil || text[0] == '\'' {
			return nil, fmt.Errorf("string literal required for type []byte")
		}
		return []byte(s), nil
	case "string":
		s, err := strconv.Unquote(text)
		if err != nil || text[0] == '\'' {
			return nil, fmt.Errorf("string literal value required for type string")
		}
		return s, nil
	case "bool":
		switch text {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
		return nil, fmt.Errorf("true or false required for type bool")
	case "byte", "rune":
		if text[0] != '\'' {
			if typ == "byte" {
				return corpusUint(text, "uint8")
			}
			return corpusInt(text, "int32")
		}
		if len(text) < 2 {
			return nil, fmt.Errorf("malformed character literal, missing single quotes")
		}
		r, _, _, err := strconv.UnquoteChar(text[1:len(text)-1], '\'')
		if err != nil {
			return nil, err
		}
		if typ == "rune" {
			return r, nil
		}
		if r >= 256 {
			return nil, fmt.Errorf("can only encode single byte to a byte type")
		}
		return byte(r), nil
	case "int", "int8", "int16", "int32", "int64":
		return corpusInt(text, typ)
	case "uint", "uint8", "uint16", "uint32", "uint64":
		return corpusUint(text, typ)
	case "float32", "float64":
		bits := 64
		if typ == "float32" {
			bits = 32
		}
		f, err := strconv.ParseFloat(text, bits)
		if err != nil {
			return nil, err
		}
		if bits == 32 {
			return float32(f), nil
		}
		return f, nil
	case "math.Float32frombits":
		n, err := strconv.ParseUint(text, 0, 32)
		return math.Float32frombits(uint32(n)), err
	case "math.Float64frombits":
		n, err := strconv.ParseUint(text, 0, 64)
		return math.Float64frombits(n), err
	}
	return nil, fmt.Errorf("expected []byte or primitive type")
}

func isInteger(text string) bool {
	text = strings.TrimPrefix(text, "-")
	return text != "" && '0' <= text[0] && text[0] <= '9' && !strings.ContainsAny(text, ".pP\"'") &&
		(!strings.ContainsAny(text, "eE") || strings.HasPrefix(text, "0x") || strings.HasPrefix(text, "0X"))
}

func corpusInt(text, typ string) (any, error) {
	if !isInteger(text) {
		return nil, fmt.Errorf("integer literal required for int types")
	}
	bits := 64
	if n, err := strconv.Atoi(typ[3:]); err == nil {
		bits = n
	}
	i, err := strconv.ParseInt(text, 0, bits)
	switch typ {
	case "int":
		return int(i), err
	case "int8":
		return int8(i), err
	case "int16":
		return int16(i), err
	case "int32":
		return int32(i), err
	}
	return i, err
}

func corpusUint(text, typ string) (any, error) {
	if !isInteger(text) {
		return nil, fmt.Errorf("integer literal required for uint types")
	}
	bits := 64
	if n, err := strconv.Atoi(typ[4:]); err == nil {
		bits = n
	}
	u, err := strconv.ParseUint(text, 0, bits)
	switch typ {
	case "uint":
		return uint(u), err
	case "uint8":
		return uint8(u), err
	case "uint16":
		return uint16(u), err
	case "uint32":
		return uint32(u), err
	}
	return u, err
}
