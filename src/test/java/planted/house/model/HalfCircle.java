package planted.house.model;

import java.util.List;
import planted.house.readiness.OtherHalf;

public record HalfCircle(List<OtherHalf> others) {
    OtherHalf first() {
        return others.get(0);
    }
}
