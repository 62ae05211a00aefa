package planted.house.readiness;

import java.util.List;
import planted.house.model.HalfCircle;

public record OtherHalf(List<HalfCircle> halves) {
    HalfCircle first() {
        return halves.get(0);
    }
}
