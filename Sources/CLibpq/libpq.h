// The functions of the system's libpq that a shared journal calls, with the types of its own header
// (Debian: libpq-dev). The library is opened when a journal on a server is asked for, and not linked:
// it brings twenty libraries along, which every other run would load and never call.
#pragma once

#include <dlfcn.h>
#include <postgresql/libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

#define LIBPQ_FUNCTIONS(each) \
  each(PQcancel) \
  each(PQclear) \
  each(PQcmdStatus) \
  each(PQcmdTuples) \
  each(PQconnectdbParams) \
  each(PQconninfoFree) \
  each(PQconninfoParse) \
  each(PQconsumeInput) \
  each(PQerrorMessage) \
  each(PQfinish) \
  each(PQflush) \
  each(PQfreeCancel) \
  each(PQgetCancel) \
  each(PQgetResult) \
  each(PQgetisnull) \
  each(PQgetvalue) \
  each(PQisBusy) \
  each(PQntuples) \
  each(PQresultErrorField) \
  each(PQresultStatus) \
  each(PQsendQuery) \
  each(PQsendQueryParams) \
  each(PQsetNoticeReceiver) \
  each(PQsocket) \
  each(PQstatus)

#define LIBPQ_MEMBER(name) __typeof__(name) *name;
struct libpq_functions {
  LIBPQ_FUNCTIONS(LIBPQ_MEMBER)
};
#undef LIBPQ_MEMBER

// Opens the library (version 5 is that of every PostgreSQL since 2006) and finds each function. It
// stays open until the process ends. False where the library, or one of the functions, is missing.
static inline bool libpq_open(struct libpq_functions *functions) {
  void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return false;
#define LIBPQ_FIND(name) \
  functions->name = (__typeof__(name) *)dlsym(library, #name); \
  if (functions->name == NULL) return false;
  LIBPQ_FUNCTIONS(LIBPQ_FIND)
#undef LIBPQ_FIND
  return true;
}
