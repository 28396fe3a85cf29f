using Bantam.Tensors;

namespace Bantam.Training.Reinforcement;

/// <summary>A game or a task that an agent acts in, as in Gymnasium.</summary>
public interface IEnvironment
{
    /// <summary>The shape of what the agent sees; floats.</summary>
    Shape Observation { get; }

    /// <summary>How many actions there are; they are numbered from 0.</summary>
    int Actions { get; }

    /// <summary>Begins an episode.</summary>
    /// <returns>What the agent sees first.</returns>
    float[] Reset();

    /// <summary>Acts.</summary>
    /// <param name="action">The action, from 0 on.</param>
    EnvironmentStep Step(int action);
}
