// Who looks at a page, and what there is for them to see.
#pragma once

#include "exporter/snapshot.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace exporter {

// Everybody may see all routers, a tenant's users those of the tenant.
class audience {
public:
    static audience everybody() { return audience(std::nullopt); }
    static audience of(std::string tenant) { return audience(std::move(tenant)); }

    bool sees_all() const { return !tenant_; }
    bool sees(const router_series& router) const { return !tenant_ || router.tenant == *tenant_; }

private:
    explicit audience(std::optional<std::string> tenant) : tenant_(std::move(tenant)) {}

    std::optional<std::string> tenant_;
};

struct caller {
    exporter::audience audience = audience::everybody();
    std::string user;      // empty: nobody logged in
    bool is_known = false; // logged in, or has shown a certificate that was verified
    std::string address;
};

// The store for pages: it shows no router without being told who looks.
class shown_routers {
public:
    shown_routers(const snapshot_store& store) : store_(store) {}

    snapshot_store::served serve(const audience& to) const;
    std::shared_ptr<const catalogue> collectors() const { return store_.serve().collectors; }

private:
    const snapshot_store& store_;
};

}
