using Bantam.Tensors;
using Bantam.Training.Randomness;
using Bantam.Training.Reinforcement;

namespace Bantam.Samples.Learning;

/// <summary>
/// A pole on a cart (A. Barto, R. Sutton and C. Anderson, 1983), with the numbers of Gymnasium's <c>CartPole-v1</c>: a reward of 1 for each
/// step until the pole leans by more than 12 degrees, the cart is 2.4 m away, or 500 steps are over.
/// </summary>
internal sealed class CartPole(uint seed) : IEnvironment
{
    public const int MostSteps = 500;

    private const double Gravity = 9.8, CartMass = 1, PoleMass = 0.1, HalfLength = 0.5, Force = 10, Seconds = 0.02;
    private RandomStream _random = new(seed, 3);
    private double _place, _speed, _angle, _turning;
    private int _steps;

    public Shape Observation => Shape.Of(4);

    public int Actions => 2;

    public float[] Reset()
    {
        (_place, _speed, _angle, _turning, _steps) = (Drawn(), Drawn(), Drawn(), Drawn(), 0);
        return Seen();

        double Drawn() => _random.NextUniform(-0.05, 0.05);
    }

    public EnvironmentStep Step(int action)
    {
        var force = action == 1 ? Force : -Force;
        var (sine, cosine, mass) = (Math.Sin(_angle), Math.Cos(_angle), CartMass + PoleMass);
        var pushed = (force + (PoleMass * HalfLength * _turning * _turning * sine)) / mass;
        var falling = ((Gravity * sine) - (cosine * pushed)) / (HalfLength * ((4.0 / 3) - (PoleMass * cosine * cosine / mass)));
        var moving = pushed - (PoleMass * HalfLength * falling * cosine / mass);
        (_place, _speed) = (_place + (Seconds * _speed), _speed + (Seconds * moving));
        (_angle, _turning) = (_angle + (Seconds * _turning), _turning + (Seconds * falling));
        var hasFallen = Math.Abs(_place) > 2.4 || Math.Abs(_angle) > 12 * Math.PI / 180;
        return new EnvironmentStep(Seen(), 1, hasFallen, !hasFallen && ++_steps >= MostSteps);
    }

    private float[] Seen() => [(float)_place, (float)_speed, (float)_angle, (float)_turning];
}
