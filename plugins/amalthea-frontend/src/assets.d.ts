// CSS modules and images, as the CLI bundles them.
/// <reference types="@backstage/cli/asset-types" />
