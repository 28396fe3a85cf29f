using Bantam.Training.Randomness;

namespace Bantam.Training.Reinforcement;

/// <summary>
/// What an agent went through: the last so many transitions, of which batches are drawn at random, each equally likely
/// (L.-J. Lin, 1992).
/// </summary>
public sealed class ReplayMemory
{
    private readonly int _size;
    private readonly float[] _observations;
    private readonly float[] _next;
    private readonly int[] _actions;
    private readonly float[] _rewards;
    private readonly float[] _goesOn;
    private int _place;
    private RandomStream _random;

    /// <summary>An empty memory.</summary>
    /// <param name="capacity">How many transitions it keeps.</param>
    /// <param name="observationSize">Numbers of an observation.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public ReplayMemory(int capacity, int observationSize, uint seed = 0)
    {
        Capacity = Hyperparameter.AtLeast(1, capacity, nameof(capacity));
        _size = Hyperparameter.AtLeast(1, observationSize, nameof(observationSize));
        (_observations, _next) = (new float[checked(capacity * _size)], new float[capacity * _size]);
        (_actions, _rewards, _goesOn) = (new int[capacity], new float[capacity], new float[capacity]);
        _random = new RandomStream(seed, Domain);
    }

    /// <summary>Tells its draws from those of actions under an equal seed.</summary>
    private const uint Domain = 0x51;

    /// <summary>How many transitions it keeps.</summary>
    public int Capacity { get; }

    /// <summary>How many it has.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps a transition, in the place of the oldest where it is full.</summary>
    /// <param name="observation">What was seen.</param>
    /// <param name="action">What was done.</param>
    /// <param name="reward">What it was worth.</param>
    /// <param name="next">What was seen then.</param>
    /// <param name="isTerminated">Whether the episode came to its end by it.</param>
    /// <exception cref="ArgumentException">An observation has another size.</exception>
    public void Add(ReadOnlySpan<float> observation, int action, float reward, ReadOnlySpan<float> next, bool isTerminated)
    {
        if (observation.Length != _size || next.Length != _size)
            throw new ArgumentException(
                $"Observations must have {_size} numbers; these have {observation.Length} and {next.Length}.", nameof(observation));
        observation.CopyTo(_observations.AsSpan(_place * _size));
        next.CopyTo(_next.AsSpan(_place * _size));
        (_actions[_place], _rewards[_place], _goesOn[_place]) = (action, reward, isTerminated ? 0 : 1);
        _place = (_place + 1) % Capacity;
        Count = Math.Min(Count + 1, Capacity);
    }

    /// <summary>Draws as many transitions as there is room for; one may be drawn several times.</summary>
    /// <param name="observations">Receives what was seen.</param>
    /// <param name="actions">Receives what was done; its length says how many are drawn.</param>
    /// <param name="rewards">Receives what it was worth.</param>
    /// <param name="next">Receives what was seen then.</param>
    /// <param name="goesOn">Receives 0 where the episode came to its end, 1 elsewhere.</param>
    /// <exception cref="InvalidOperationException">It is empty.</exception>
    public void Sample(Span<float> observations, Span<int> actions, Span<float> rewards, Span<float> next, Span<float> goesOn)
    {
        if (Count == 0) throw new InvalidOperationException("A memory is drawn from once it has a transition; it is empty.");
        for (var i = 0; i < actions.Length; i++)
        {
            var drawn = _random.NextInteger(Count);
            _observations.AsSpan(drawn * _size, _size).CopyTo(observations[(i * _size)..]);
            _next.AsSpan(drawn * _size, _size).CopyTo(next[(i * _size)..]);
            (actions[i], rewards[i], goesOn[i]) = (_actions[drawn], _rewards[drawn], _goesOn[drawn]);
        }
    }
}
