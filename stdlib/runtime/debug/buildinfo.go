package debug

import (
	"fmt"
	"strconv"
	"strings"
)

// needsQuotes: a build setting's key or value would be taken apart otherwise.
func needsQuotes(s string, key bool) bool {
	return strings.ContainsAny(s, " \t\r\n\"`") || key && (s == "" || strings.Contains(s, "="))
}

func quoteIfNeeded(s string, key bool) string {
	if needsQuotes(s, key) {
		return strconv.Quote(s)
	}
	return s
}

// String returns bi in the form that go version -m prints.
func (bi *BuildInfo) String() string {
	s := ""
	if bi.GoVersion != "" {
		s += "go\t" + bi.GoVersion + "\n"
	}
	if bi.Path != "" {
		s += "path\t" + bi.Path + "\n"
	}
	line := func(word string, m Module) {
		s += word + "\t" + m.Path + "\t" + m.Version
		for m.Replace != nil {
			m = *m.Replace
			s += "\n=>\t" + m.Path + "\t" + m.Version
			if m.Replace == nil {
				s += "\t" + m.Sum + "\n"
				return
			}
		}
		s += "\t" + m.Sum + "\n"
	}
	if bi.Main != (Module{}) {
		line("mod", bi.Main)
	}
	for _, d := range bi.Deps {
		line("dep", *d)
	}
	for _, kv := range bi.Settings {
		s += "build\t" + quoteIfNeeded(kv.Key, true) + "=" + quoteIfNeeded(kv.Value, false) + "\n"
	}
	return s
}

// ParseBuildInfo reads what String has written; the line of the go version is none of it.
func ParseBuildInfo(data string) (*BuildInfo, error) {
	bi := new(BuildInfo)
	var last *Module // what a replacement in the next line is for
	for n := 1; ; n++ {
		line, rest, ok := strings.Cut(data, "\n")
		if !ok {
			return bi, nil
		}
		data = rest
		if err := bi.parseLine(line, &last); err != nil {
			return nil, fmt.Errorf("could not parse Go build info: line %d: %w", n, err)
		}
	}
}

func parseModule(text string) (Module, error) {
	f := strings.Split(text, "\t")
	switch len(f) {
	case 2:
		return Module{Path: f[0], Version: f[1]}, nil
	case 3:
		return Module{Path: f[0], Version: f[1], Sum: f[2]}, nil
	}
	return Module{}, fmt.Errorf("expected 2 or 3 columns; got %d", len(f))
}

func (bi *BuildInfo) parseLine(line string, last **Module) (err error) {
	word, text, ok := strings.Cut(line, "\t")
	if !ok {
		return nil
	}
	switch word {
	case "path":
		bi.Path = text
	case "mod":
		*last = &bi.Main
		bi.Main, err = parseModule(text)
	case "dep":
		*last = new(Module)
		bi.Deps = append(bi.Deps, *last)
		**last, err = parseModule(text)
	case "=>":
		f := strings.Split(text, "\t")
		if len(f) != 3 {
			return fmt.Errorf("expected 3 columns for replacement; got %d", len(f))
		}
		if *last == nil {
			return fmt.Errorf("replacement with no module on previous line")
		}
		(*last).Replace = &Module{Path: f[0], Version: f[1], Sum: f[2]}
		*last = nil
	case "build":
		var kv BuildSetting
		if kv, err = parseSetting(text); err == nil {
			bi.Settings = append(bi.Settings, kv)
		}
	}
	return err
}

// parseSetting reads key=value, each perhaps quoted.
func parseSetting(text string) (kv BuildSetting, err error) {
	if text == "" {
		return kv, fmt.Errorf("build line missing '='")
	}
	value := ""
	switch text[0] {
	case '=':
		return kv, fmt.Errorf("build line with missing key")
	case '`', '"':
		quoted, err := strconv.QuotedPrefix(text)
		if err != nil {
			return kv, fmt.Errorf("invalid quoted key in build line")
		}
		value = text[len(quoted):]
		if value == "" {
			return kv, fmt.Errorf("build line missing '=' after quoted key")
		}
		if value[0] != '=' {
			return kv, fmt.Errorf("unexpected character after quoted key: %q", value[0])
		}
		kv.Key, _ = strconv.Unquote(quoted)
		value = value[1:]
	default:
		var ok bool
		if kv.Key, value, ok = strings.Cut(text, "="); !ok {
			return kv, fmt.Errorf("build line missing '=' after key")
		}
		if needsQuotes(kv.Key, true) {
			return kv, fmt.Errorf("unquoted key %q must be quoted", kv.Key)
		}
	}
	if value != "" && (value[0] == '`' || value[0] == '"') {
		if kv.Value, err = strconv.Unquote(value); err != nil {
			return kv, fmt.Errorf("invalid quoted value in build line")
		}
		return kv, nil
	}
	if needsQuotes(value, false) {
		return kv, fmt.Errorf("unquoted value %q must be quoted", value)
	}
	kv.Value = value
	return kv, nil
}
