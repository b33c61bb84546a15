# Puts the pinned Node.js and Yarn first on PATH. Source it with $root set to the repository.
toolchain=$root/dev/toolchain

if ! command -v npm >/dev/null 2>&1; then
  echo "amalthea: npm is missing. Install Node.js 20 or newer with npm (https://nodejs.org), then try again." >&2
  exit 1
fi

toolchain_is_installed() {
  cmp -s "$toolchain/package-lock.json" "$toolchain/node_modules/.installed"
}

install_toolchain() {
  echo "amalthea: installing Node.js and Yarn for this repository (about 10 s)" >&2
  # The first four undo what a person's npm configuration may say: Node.js is an optional dependency, called by its link.
  npm ci --prefix "$toolchain" --include=optional --bin-links --no-global --no-dry-run \
    --ignore-scripts --no-audit --no-fund >&2 || return 1
  if ! [ -x "$toolchain/node_modules/.bin/node" ]; then
    echo "amalthea: npm brought no Node.js for $(uname -sm). It is there for Linux on x64 and arm64." >&2
    return 1
  fi
  cp "$toolchain/package-lock.json" "$toolchain/node_modules/.installed"
}

workspaces_are_installed() {
  cmp -s "$root/yarn.lock" "$root/node_modules/.installed"
}

install_packages() {
  echo "amalthea: installing the packages of yarn.lock (about a minute the first time)" >&2
  (cd "$root" && yarn install --immutable >&2) || return 1
  cp "$root/yarn.lock" "$root/node_modules/.installed"
}

# once CHECK WORK FOLDER: does the work where the check fails, in one process at a time.
once() {
  if "$1"; then return 0; fi
  exec 9<"$3"
  ! command -v flock >/dev/null 2>&1 || flock 9
  # Another process may have done it meanwhile.
  "$1" || "$2" 9<&- || exit 1
  exec 9<&-
}

once toolchain_is_installed install_toolchain "$toolchain"
PATH=$toolchain/node_modules/.bin:$PATH
export PATH
# A native addon, should one ever be built, must see the headers of this Node.js.
npm_config_nodedir=$(dirname "$(dirname "$(readlink -f "$toolchain/node_modules/.bin/node")")")
export npm_config_nodedir
# Yarn does not read .npmrc: hand it the registry that npm is configured with.
YARN_NPM_REGISTRY_SERVER=${YARN_NPM_REGISTRY_SERVER:-$(npm config get registry 2>/dev/null | sed 's:/*$::')}
export YARN_NPM_REGISTRY_SERVER

install_workspaces() {
  once workspaces_are_installed install_packages "$root"
}
