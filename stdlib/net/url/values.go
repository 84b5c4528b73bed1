package url

import (
	"errors"
	"sort"
	"strings"
)

// Values are the keys of a query or a form, each with its values. Keys are
// case-sensitive.
type Values map[string][]string

// Get returns the first value of key, or "".
func (v Values) Get(key string) string {
	if list := v[key]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// Set makes value the only one of key.
func (v Values) Set(key, value string) { v[key] = []string{value} }

// Add adds a value to key.
func (v Values) Add(key, value string) { v[key] = append(v[key], value) }

// Del deletes the values of key.
func (v Values) Del(key string) { delete(v, key) }

// Has tells whether key is there.
func (v Values) Has(key string) bool {
	_, ok := v[key]
	return ok
}

// Encode returns the query with the keys sorted: a=1&a=2&b=3.
func (v Values) Encode() string {
	if len(v) == 0 {
		return ""
	}
	keys := make([]string, 0, len(v))
	for k := range v {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var b strings.Builder
	for _, k := range keys {
		name := QueryEscape(k)
		for _, value := range v[k] {
			if b.Len() > 0 {
				b.WriteByte('&')
			}
			b.WriteString(name)
			b.WriteByte('=')
			b.WriteString(QueryEscape(value))
		}
	}
	return b.String()
}

// ParseQuery returns the values of a query. It always returns those it could
// parse, and the first error, if there was one: a semicolon is an error.
func ParseQuery(query string) (Values, error) {
	v := make(Values)
	var first error
	failed := func(err error) bool {
		if err != nil && first == nil {
			first = err
		}
		return err != nil
	}
	for query != "" {
		var field string
		field, query, _ = strings.Cut(query, "&")
		if strings.Contains(field, ";") {
			first = errors.New("invalid semicolon separator in query")
			continue
		}
		if field == "" {
			continue
		}
		key, value, _ := strings.Cut(field, "=")
		key, err := QueryUnescape(key)
		if failed(err) {
			continue
		}
		value, err = QueryUnescape(value)
		if failed(err) {
			continue
		}
		v.Add(key, value)
	}
	return v, first
}
