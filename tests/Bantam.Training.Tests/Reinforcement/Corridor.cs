using Bantam.Tensors;
using Bantam.Training.Reinforcement;

namespace Bantam.Training.Tests.Reinforcement;

/// <summary>Six places in a row; the last is worth 1 and ends the episode, and each step costs a little.</summary>
internal sealed class Corridor : IEnvironment
{
    public const int Length = 6;
    private int _place;
    private int _steps;

    public Shape Observation => Shape.Of(Length);

    public int Actions => 2;

    public float[] Reset()
    {
        (_place, _steps) = (0, 0);
        return Seen(0);
    }

    public EnvironmentStep Step(int action)
    {
        _place = Math.Clamp(_place + (action == 1 ? 1 : -1), 0, Length - 1);
        var isThere = _place == Length - 1;
        return new EnvironmentStep(Seen(_place), isThere ? 1 : -0.01f, isThere, !isThere && ++_steps == 50);
    }

    public static float[] Seen(int place) => [.. Enumerable.Range(0, Length).Select(i => i == place ? 1f : 0)];
}
