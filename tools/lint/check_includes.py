#!/usr/bin/env python3
"""Checks who includes whom: the folder graph, the layers inside a folder, and that the header graph has no circle.

The graph is the one of README.md. In runtime/ only headers are held to the layers: allocator, collector
and scheduler need each other by nature, so its .cc files may use any runtime header.
"""

import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# A file below the key may include files below the values (and below the key itself).
ALLOWED = {
    "frontend/base": [],
    "frontend/syntax": ["frontend/base"],
    "frontend/types": ["frontend/syntax", "frontend/base"],
    "frontend/load": ["frontend/types", "frontend/syntax", "frontend/base"],
    "escape": ["frontend"],
    "runtime": [],
    "vm/bytecode": ["runtime/base", "runtime/type"],
    # interp.h: compiled code is loaded at once, function by function.
    "vm/compile": ["frontend", "escape", "vm/bytecode", "vm/interp/interp.h", "runtime"],
    "vm/interp": ["vm/bytecode", "runtime"],
    "stdlib": ["runtime"],
    "tools": ["frontend", "escape", "vm", "runtime", "stdlib"],
}

# Headers of runtime/, lower layers first; a header includes its own layer and lower ones.
RUNTIME_LAYERS = [["base"], ["type"], ["mem"], ["gc", "sched"], ["data"], ["panic"]]
# The records of thread and goroutine and the outcome of an operation are handed around from mem upwards.
RUNTIME_LOW = {"runtime/sched/m.h", "runtime/sched/g.h", "runtime/sched/status.h"}

_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


def sources():
    for top in ("frontend", "escape", "runtime", "vm", "stdlib", "tools"):
        for folder, dirs, files in os.walk(os.path.join(ROOT, top)):
            dirs.sort()
            for f in sorted(files):
                if f.endswith((".h", ".cc", ".re", ".def", ".inc")):
                    yield os.path.relpath(os.path.join(folder, f), ROOT)


def below(path, folder):
    return path == folder or path.startswith(folder + "/")


def rule_of(path):
    best = ""
    for folder in ALLOWED:
        if below(path, folder) and len(folder) > len(best):
            best = folder
    return best


def runtime_layer(path):
    parts = path.split("/")
    if len(parts) < 3:
        return len(RUNTIME_LAYERS)  # runtime/*.h: what others include
    for i, layer in enumerate(RUNTIME_LAYERS):
        if parts[1] in layer:
            return i
    return len(RUNTIME_LAYERS)


def main():
    problems = []
    graph = {}
    for path in sources():
        with open(os.path.join(ROOT, path), encoding="utf-8") as f:
            text = f.read()
        included = [i for i in _INCLUDE.findall(text)]
        graph[path] = []
        rule = rule_of(path)
        for target in included:
            if not os.path.exists(os.path.join(ROOT, target)):
                beside = os.path.normpath(os.path.join(os.path.dirname(path), target))
                if os.path.exists(os.path.join(ROOT, beside)):
                    problems.append(f'{path}: include "{beside}" from the root, not "{target}"')
                # Otherwise generated, or of a library.
                continue
            if path.endswith((".h", ".def", ".inc")):
                graph[path].append(target)
            is_test = path.endswith("_test.cc")
            if rule and not below(target, rule) and not any(below(target, a) for a in ALLOWED[rule]) and not is_test:
                problems.append(f"{path}: {rule}/ must not include {target}")
            if path.endswith(".h") and not path.endswith("_impl.h") and below(path, "runtime") and below(target, "runtime"):
                if runtime_layer(target) > runtime_layer(path) and target not in RUNTIME_LOW:
                    problems.append(f"{path}: a header of a lower layer of runtime/ includes {target}")

    # Circles among headers: depth-first search.
    state = {}

    def visit(node, trail):
        state[node] = "open"
        for target in graph.get(node, []):
            if state.get(target) == "open":
                problems.append("headers in a circle: " + " -> ".join(trail[trail.index(target):] + [target]))
            elif target not in state:
                visit(target, trail + [target])
        state[node] = "done"

    for node in graph:
        if node not in state:
            visit(node, [node])
    for line in sorted(set(problems)):
        print(line)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
