export {
  ServerActionsProvider,
  useServerActions,
} from './ServerActionsProvider';
export { ServerMenu } from './ServerMenu';
export { OpenButton } from './OpenButton';
