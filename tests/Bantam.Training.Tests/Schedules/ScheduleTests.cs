using Bantam.Training.Schedules;

namespace Bantam.Training.Tests.Schedules;

public sealed class ScheduleTests
{
    [Fact]
    public void A_number_is_the_same_at_every_step()
    {
        Schedule schedule = 0.25f;
        Assert.Equal((0.25f, 0.25f), (schedule.At(0), schedule.At(1_000_000)));
    }

    [Fact]
    public void Exponential_decay_falls_by_its_rate()
    {
        var smooth = new ExponentialDecay(0.1f, 100, 0.5f);
        Assert.Equal(0.1f, smooth.At(0));
        Assert.Equal(0.1 * Math.Sqrt(0.5), smooth.At(50), 1e-8);
        Assert.Equal(0.025, smooth.At(200), 1e-8);
        Assert.InRange(smooth.At(1_000_000), 0, 1e-30f);
        var stairs = new ExponentialDecay(0.1f, 100, 0.5f, staircase: true);
        Assert.Equal((0.1f, 0.05f), (stairs.At(99), stairs.At(100)));
    }

    [Fact]
    public void Cosine_decay_rises_falls_and_stays()
    {
        var schedule = new CosineDecay(1f, 100, alpha: 0.1f, warmupSteps: 4);
        Assert.Equal(0.2, schedule.At(0), 1e-7);
        Assert.Equal(1f, schedule.At(4));
        Assert.Equal(0.55, schedule.At(54), 1e-7);
        Assert.Equal(0.1 + (0.9 * 0.5 * (1 + Math.Cos(Math.PI * 0.9))), schedule.At(94), 1e-7);
        Assert.Equal((0.1f, 0.1f), (schedule.At(104), schedule.At(9999)));
    }

    [Fact]
    public void Arguments_that_give_no_learning_rate_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("decaySteps", () => new CosineDecay(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("warmupSteps", () => new CosineDecay(1, 1, warmupSteps: -1));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new CosineDecay(1, 1, alpha: float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("decaySteps", () => new ExponentialDecay(1, 0, 0.5f));
        Assert.Throws<ArgumentOutOfRangeException>("rate", () => new ExponentialDecay(1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("every", () => new StepDecay(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("factor", () => new StepDecay(1, 1, -1));
    }

    [Fact]
    public void Step_decay_falls_at_once()
    {
        var schedule = new StepDecay(1f, 10, 0.5f);
        Assert.Equal([1f, 1f, 0.5f, 0.25f], ((long[])[0, 9, 10, 25]).Select(schedule.At));
        Assert.Equal(0, schedule.At(long.MaxValue));
    }
}
