export * from './serverPermissions';
