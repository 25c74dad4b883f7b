/**
 * Whether npm prepares this folder to install it elsewhere: INIT_CWD is then the folder in which the user runs npm. For the installation of
 * the development dependencies before that, npm sets _PACOTE_NO_PREPARE_.
 */
export function isGitInstall(env: NodeJS.ProcessEnv, folder: string): boolean {
  const { INIT_CWD: started, _PACOTE_NO_PREPARE_: isNested } = env;
  return started !== undefined && started !== folder && isNested === undefined;
}
