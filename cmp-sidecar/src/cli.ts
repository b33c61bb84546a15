import { runCli } from './process/runCli';

runCli();
