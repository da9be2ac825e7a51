setopt extended_glob
autoload -Uz compinit
typeset -A colours=(red 1 green 2)
path=($HOME/bin $path)

prompt_git() {
  local branch=${$(git symbolic-ref HEAD 2>/dev/null)#refs/heads/}
  [[ -n $branch ]] && print -P "%F{green}$branch%f"
}

for file in ${HOME}/.zsh.d/*.zsh(N); do
  source $file
done
bindkey -e
compinit
