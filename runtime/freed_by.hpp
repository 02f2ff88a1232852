// A std::unique_ptr's deleter for what a C library frees by a function.
#pragma once

namespace runtime {

template <auto Free>
struct freed_by {
    template <class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};

}
