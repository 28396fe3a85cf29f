using Bantam.Training.Schedules;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Schedules;

/// <summary>Learning rates are those of Keras' formulas, and of PyTorch's one cycle.</summary>
public sealed class RecordedScheduleTests
{
    private static readonly Dictionary<string, Schedule> Schedules = new()
    {
        ["polynomial"] = new PolynomialDecay(0.1f, 50, 0.01f, power: 2),
        ["polynomial, cyclic"] = new PolynomialDecay(0.1f, 50, 0.01f, cycle: true),
        ["inverse time"] = new InverseTimeDecay(0.1f, 20, 0.5f),
        ["inverse time, stairs"] = new InverseTimeDecay(0.1f, 20, 0.5f, staircase: true),
        ["piecewise"] = new PiecewiseConstantDecay([10, 30], [0.1f, 0.05f, 0.001f]),
        ["restarts"] = new CosineDecayRestarts(0.1f, 20, tMul: 2, mMul: 0.5f, alpha: 0.1f),
        ["restarts, equal"] = new CosineDecayRestarts(0.1f, 20, tMul: 1, mMul: 0.5f, alpha: 0.1f),
        ["cosine with warmup"] = new CosineDecay(0.01f, 60, alpha: 0.05f, warmupSteps: 10, warmupTarget: 0.2f),
        ["one cycle"] = new OneCycle(0.4f, 100),
    };

    public static TheoryData<string> Names => [.. Recorded.Names("schedules")];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schedule_gives_the_rates_recorded(string name)
    {
        var row = Recorded.Rows("schedules", name).Single();
        var rates = row.GetProperty("steps").EnumerateArray().Select(s => Schedules[name].At(s.GetInt64()));
        Recorded.AssertClose(Recorded.Numbers(row.GetProperty("rates")), [.. rates], 1e-6, 1e-9);
    }

    [Fact]
    public void What_is_no_schedule_is_refused()
    {
        Assert.Throws<ArgumentException>("values", () => new PiecewiseConstantDecay([1], [1f]));
        Assert.Throws<ArgumentException>("boundaries", () => new PiecewiseConstantDecay([3, 3], [1f, 2f, 3f]));
        Assert.Throws<ArgumentOutOfRangeException>("tMul", () => new CosineDecayRestarts(1, 1, tMul: 0.5f));
        Assert.Throws<ArgumentOutOfRangeException>("risePart", () => new OneCycle(1, 10, risePart: 1));
        Assert.Throws<ArgumentOutOfRangeException>("power", () => new PolynomialDecay(1, 10, power: 0));
    }
}
