// run

// Debian's golang-github-google-uuid-dev. What is random is looked at by its form.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
)

func main() {
	u := uuid.MustParse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
	fmt.Println(u, u.Version(), u.Variant(), u.URN(), u.ClockSequence(), u.ID(), u.Domain())
	sec, nsec := u.Time().UnixTime()
	fmt.Println(time.Unix(sec, nsec).UTC(), fmt.Sprintf("%x", u.NodeID()))
	for _, s := range []string{"{6ba7b810-9dad-11d1-80b4-00c04fd430c8}", "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8",
		"6ba7b8109dad11d180b400c04fd430c8", "x", "6ba7b810-9dad-11d1-80b4-00c04fd430cg", "6ba7b810x9dad-11d1-80b4-00c04fd430c8", ""} {
		v, err := uuid.Parse(s)
		fmt.Println(v, err, v == u)
	}
	fmt.Println(uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://go.dev")), uuid.NewMD5(uuid.NameSpaceDNS, []byte("go.dev")))
	r := uuid.New()
	fmt.Println(r.Version(), r.Variant(), len(r.String()), r != uuid.New(), uuid.Nil)
	a, err := uuid.NewUUID()
	if err != nil {
		fmt.Println(err)
	}
	b := uuid.Must(uuid.NewUUID())
	fmt.Println(a.Version(), a.Variant(), a != b, bytes.Equal(a.NodeID(), b.NodeID()), a.Time() <= b.Time())
	sec, _ = a.Time().UnixTime()
	fmt.Println(time.Since(time.Unix(sec, 0)) < time.Minute)
	d, err := uuid.NewDCEGroup()
	fmt.Println(d.Version(), d.Domain(), err)
	fmt.Println(uuid.SetNodeID([]byte{1, 2, 3, 4, 5, 6}), uuid.NodeInterface())
	c := uuid.Must(uuid.NewUUID())
	fmt.Println(c.NodeID())
	uuid.SetRand(bytes.NewReader(make([]byte, 32)))
	fmt.Println(uuid.NewRandom())
	fmt.Println(uuid.NewRandom())
	fmt.Println(uuid.NewRandom())
	uuid.SetRand(nil)
	j, err := json.Marshal(map[string]uuid.UUID{"id": u})
	fmt.Println(string(j), err)
	var back struct{ ID uuid.UUID }
	fmt.Println(json.Unmarshal(j, &back), back.ID == u)
	fmt.Println(json.Unmarshal([]byte(`{"id":"zz"}`), &back))
	var n uuid.NullUUID
	fmt.Println(n.Scan(nil), n, n.Scan(u.String()), n)
	bin, _ := u.MarshalBinary()
	fmt.Println(bin, new(uuid.UUID).UnmarshalBinary(bin[:3]))
}
