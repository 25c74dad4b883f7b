/**
 * Whether npm prepares this folder to install it elsewhere: INIT_CWD is then the folder in which the user runs npm. For the installation of
 * the development dependencies before that, npm sets _PACOTE_NO_PREPARE_. Yarn 1 sets INIT_CWD in the same way; pnpm 12 prepares the package
 * with npm, started in this folder, and then runs `prepack`, which builds it too.
 */
export function isGitInstall(env: NodeJS.ProcessEnv, folder: string): boolean {
  const { INIT_CWD: started, _PACOTE_NO_PREPARE_: isNested } = env;
  return started !== undefined && started !== folder && isNested === undefined;
}
