package planted.house.incident;

final class RollsDice {
    double roll() {
        return Math.random();
    }
}
