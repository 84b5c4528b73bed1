// rundir -env=GOMODCACHE=modcache.dir/cache -oracle=no

// The module cache: versions in the names of directories, capital letters, the highest version that any module asks for, by a
// go.mod that does not name the modules its packages need indirectly. (Go would look at checksums and zip files as well.)
package ignored
