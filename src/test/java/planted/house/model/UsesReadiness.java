package planted.house.model;

import planted.house.readiness.PublicForModel;

final class UsesReadiness {
    PublicForModel judge() {
        return new PublicForModel(this.toString());
    }
}
