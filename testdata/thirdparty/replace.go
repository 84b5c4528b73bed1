// rundir

// Modules: replacements by directories, with requirements of their own that only the main module's replacements satisfy, nested
// modules, internal packages, and versions in import paths.
package ignored
