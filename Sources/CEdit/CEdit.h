#ifndef CEDIT_H
#define CEDIT_H

#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

// libedit's functions take a variable number of arguments, which Swift can't
// pass: here is each use of them that there is.

typedef int (*cedit_read)(EditLine *editor, wchar_t *character);
typedef char *(*cedit_prompt)(EditLine *editor);
typedef unsigned char (*cedit_command)(EditLine *editor, int character);

// An editor for the standard streams, with the keys of Emacs; or NULL.
static inline EditLine *cedit_open(const char *program, void *context) {
  EditLine *editor = el_init(program, stdin, stdout, stderr);
  if (editor == NULL) return NULL;
  el_set(editor, EL_CLIENTDATA, context);
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_SIGNAL, 0);
  return editor;
}

static inline void *cedit_context(EditLine *editor) {
  void *context = NULL;
  el_get(editor, EL_CLIENTDATA, &context);
  return context;
}

// A character of the prompt between two of value 1 takes no room on the screen.
static inline void cedit_setprompt(EditLine *editor, cedit_prompt prompt) {
  el_set(editor, EL_PROMPT_ESC, prompt, '\1');
}

static inline void cedit_setread(EditLine *editor, cedit_read read) {
  el_set(editor, EL_GETCFN, read);
}

static inline void cedit_addcommand(EditLine *editor, const char *name,
                                    const char *summary,
                                    cedit_command command) {
  el_set(editor, EL_ADDFN, name, summary, command);
}

static inline void cedit_bind(EditLine *editor, const char *key,
                              const char *command) {
  el_set(editor, EL_BIND, key, command, NULL);
}

static inline void cedit_refresh(EditLine *editor) {
  el_set(editor, EL_REFRESH);
}

static inline History *cedit_openhistory(EditLine *editor, int size) {
  History *lines = history_init();
  if (lines == NULL) return NULL;
  HistEvent event;
  history(lines, &event, H_SETSIZE, size);
  el_set(editor, EL_HIST, history, lines);
  return lines;
}

static inline void cedit_addhistory(History *lines, const char *line) {
  HistEvent event;
  history(lines, &event, H_ENTER, line);
}

#endif
