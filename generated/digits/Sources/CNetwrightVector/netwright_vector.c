#include "netwright_vector.h"
