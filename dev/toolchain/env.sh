# Puts the pinned Node.js and Yarn first on PATH. Source it with $root set to the repository.
toolchain=$root/dev/toolchain

if ! command -v npm >/dev/null 2>&1; then
  echo "amalthea: npm is missing. Install Node.js 20 or newer with npm (https://nodejs.org), then try again." >&2
  exit 1
fi
if ! cmp -s "$toolchain/package-lock.json" "$toolchain/node_modules/.installed"; then
  echo "amalthea: installing Node.js and Yarn for this repository (about 10 s)" >&2
  npm ci --prefix "$toolchain" --ignore-scripts --no-audit --no-fund >&2
  cp "$toolchain/package-lock.json" "$toolchain/node_modules/.installed"
fi
PATH=$toolchain/node_modules/.bin:$PATH
export PATH
# A native addon, should one ever be built, must see the headers of this Node.js.
npm_config_nodedir=$(dirname "$(dirname "$(readlink -f "$toolchain/node_modules/.bin/node")")")
export npm_config_nodedir
# Yarn does not read .npmrc: hand it the registry that npm is configured with.
YARN_NPM_REGISTRY_SERVER=${YARN_NPM_REGISTRY_SERVER:-$(npm config get registry 2>/dev/null | sed 's:/*$::')}
export YARN_NPM_REGISTRY_SERVER

install_workspaces() {
  if ! cmp -s "$root/yarn.lock" "$root/node_modules/.installed"; then
    echo "amalthea: installing the packages of yarn.lock (about a minute the first time)" >&2
    (cd "$root" && yarn install --immutable >&2)
    cp "$root/yarn.lock" "$root/node_modules/.installed"
  fi
}
