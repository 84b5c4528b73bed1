// run

// Debian's golang-github-stretchr-testify-dev: what its assertions say when they fail, mocks.
package main

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
)

// t takes the place of *testing.T. Traces name files and lines of this machine: cut out.
type t struct{ failed bool }

var (
	trace   = regexp.MustCompile(`(?s)\tError Trace:.*?\tError:`)
	address = regexp.MustCompile(`0x[0-9a-f]+`)
	stack   = regexp.MustCompile(`(?s)\tPanic stack:.*|at: \[[^\]]*go:[^\]]*\]`)
)

func (t *t) Errorf(format string, args ...interface{}) {
	t.failed = true
	text := trace.ReplaceAllString(fmt.Sprintf(format, args...), "\tError:")
	fmt.Println(stack.ReplaceAllString(address.ReplaceAllString(text, "0x0"), ""))
}
func (t *t) FailNow() { panic("FailNow") }
func (t *t) Logf(format string, args ...interface{}) {
	fmt.Println(stack.ReplaceAllString(fmt.Sprintf(format, args...), ""))
}
func (t *t) Helper() {}

type pair struct {
	A int
	B []string
	c map[string]float64
}

type store interface{ Get(key string) (int, error) }
type mockStore struct{ mock.Mock }

func (m *mockStore) Get(key string) (int, error) {
	args := m.Called(key)
	return args.Int(0), args.Error(1)
}

func use(s store) string {
	v, err := s.Get("x")
	return fmt.Sprint(v, err)
}

func main() {
	tt := &t{}
	fmt.Println(assert.Equal(tt, 1, 1), assert.True(tt, true), assert.Nil(tt, nil), assert.Len(tt, "abc", 3))
	assert.Equal(tt, 1, 2, "the sum of %d", 5)
	assert.Equal(tt, "one\ntwo\nthree\n", "one\n2\nthree\n")
	assert.Equal(tt, pair{1, []string{"a", "b"}, map[string]float64{"k": 1.5}}, pair{1, []string{"a", "c"}, map[string]float64{"k": 2}})
	assert.Equal(tt, int32(1), int64(1))
	assert.NotEqual(tt, "a", "a")
	assert.Contains(tt, []int{1, 2}, 3)
	assert.Contains(tt, map[string]int{"a": 1}, "b")
	assert.ElementsMatch(tt, []int{1, 2, 2}, []int{2, 1, 3})
	assert.Subset(tt, []string{"a", "b"}, []string{"b", "z"})
	assert.InDelta(tt, 1.0, 1.2, 0.1)
	assert.WithinDuration(tt, time.Unix(0, 0).UTC(), time.Unix(9, 0).UTC(), time.Second)
	assert.ErrorIs(tt, fmt.Errorf("read: %w", io.EOF), io.ErrUnexpectedEOF)
	assert.EqualError(tt, errors.New("this"), "that")
	assert.NoError(tt, io.EOF)
	assert.Panics(tt, func() {})
	assert.PanicsWithValue(tt, "x", func() { panic("y") })
	assert.JSONEq(tt, `{"a": [1, 2]}`, `{"a": [1, 3]}`)
	assert.JSONEq(tt, `{`, `{}`)
	assert.Regexp(tt, "^a+$", "ab")
	assert.Greater(tt, 1, 2)
	assert.IsType(tt, pair{}, &pair{})
	assert.Implements(tt, (*store)(nil), pair{})
	assert.Zero(tt, 5)
	assert.Empty(tt, []int{1})
	assert.Eventually(tt, func() bool { return true }, time.Second, time.Millisecond)
	assert.Same(tt, tt, tt)
	assert.Truef(tt, false, "formatted %s", "message")
	fmt.Println(assert.ObjectsAreEqualValues(int32(1), int64(1)), tt.failed)
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		require.Equal(tt, []byte("ab"), []byte("ac"))
	}()

	m := &mockStore{}
	m.On("Get", "x").Return(5, nil).Once()
	m.On("Get", mock.MatchedBy(func(s string) bool { return s == "x" })).Return(0, io.EOF)
	m.On("Get", "never").Return(1, nil)
	fmt.Println(use(m), use(m), m.AssertNumberOfCalls(tt, "Get", 2))
	fmt.Println(m.AssertCalled(tt, "Get", "x"), m.AssertNotCalled(tt, "Get", "y"))
	m.AssertExpectations(tt)
}
