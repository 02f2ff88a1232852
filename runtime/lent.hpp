// An object that others may reach for as long as a scope lasts.
#pragma once

namespace runtime {

// Sets a pointer to the object, and to null at the end. Neither may be gone before that.
template <class T>
class lent {
public:
    lent(T*& place, T& object) : place_(place) { place_ = &object; }
    lent(const lent&) = delete;
    lent& operator=(const lent&) = delete;
    ~lent() { place_ = nullptr; }

private:
    T*& place_;
};

}
