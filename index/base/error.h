/* The error type, for this layer and the one above (see shim/error.h). */
#ifndef TIMTIN_INDEX_BASE_ERROR_H
#define TIMTIN_INDEX_BASE_ERROR_H

#include "shim/error.h"

#endif
