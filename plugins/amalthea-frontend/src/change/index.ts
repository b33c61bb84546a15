export { ChangeServerDialog } from './ChangeServerDialog';
