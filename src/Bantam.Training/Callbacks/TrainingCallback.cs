using Bantam.Tensors;
using Bantam.Training.Running;

namespace Bantam.Training.Callbacks;

/// <summary>What is called during a training, on the thread that trains.</summary>
public abstract class TrainingCallback
{
    /// <summary>Whether steps are to measure the norms of their gradients (<see cref="TrainingRun.GradientNorms"/>).</summary>
    public virtual bool NeedsGradientNorms => false;

    /// <summary>
    /// The training begins or is resumed. State of an earlier training is to be dropped; that of a resumed one comes with
    /// <see cref="Load"/>.
    /// </summary>
    public virtual void OnBegin(TrainingRun run)
    {
    }

    /// <summary>An epoch begins, from 0; one that is resumed in its middle has begun before.</summary>
    public virtual void OnEpochBegin(TrainingRun run, int epoch)
    {
    }

    /// <summary>The training has learned from a batch. <see cref="TrainingRun.Stop"/> ends the epoch here.</summary>
    public virtual void OnBatchEnd(TrainingRun run, BatchResult result)
    {
    }

    /// <summary>The loss or a weight is no longer a finite number.</summary>
    /// <param name="run">The training.</param>
    /// <param name="problem">What happened where, as a sentence.</param>
    /// <returns>Whether the training ends without an error.</returns>
    public virtual bool OnNotFinite(TrainingRun run, string problem) => false;

    /// <summary>An epoch has ended.</summary>
    public virtual void OnEpochEnd(TrainingRun run, EpochResult result)
    {
    }

    /// <summary>The training was cancelled, in the middle of an epoch or between two.</summary>
    public virtual void OnCancel(TrainingRun run)
    {
    }

    /// <summary>The training has ended, early or not.</summary>
    public virtual void OnEnd(TrainingRun run)
    {
    }

    /// <summary>Saves the state that it needs when the training is resumed.</summary>
    /// <param name="texts">Receives texts.</param>
    /// <param name="tensors">Receives concrete tensors.</param>
    public virtual void Save(IDictionary<string, string> texts, IDictionary<string, Tensor> tensors)
    {
    }

    /// <summary>Restores what <see cref="Save"/> saved; called after <see cref="OnBegin"/>.</summary>
    public virtual void Load(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, Tensor> tensors)
    {
    }
}
