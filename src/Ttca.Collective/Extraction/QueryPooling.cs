using Ttca.Datasets;

namespace Ttca.Collective;

/// <summary>Members ask about their own images and put the answers together.</summary>
public static class QueryPooling
{
    /// <summary>
    /// The images of the first <paramref name="members"/> members; member i owns images i q .. (i + 1) q - 1 of the collective's set.
    /// A collective of N members is therefore the beginning of every larger one: collectives of several sizes are nested,
    /// and what differs between them is only who joined.
    /// </summary>
    /// <exception cref="ArgumentException">The set holds too few images.</exception>
    public static ImageSet ImagesOf(ImageSet collective, int members, int queriesPerMember)
    {
        ArgumentNullException.ThrowIfNull(collective);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(queriesPerMember);
        var needed = (long)members * queriesPerMember;
        if (needed > collective.Count)
        {
            throw new ArgumentException(
                $"{members} members with {queriesPerMember} queries each need {needed} images; the collective owns {collective.Count}",
                nameof(members));
        }

        return collective.Take((int)needed);
    }

    /// <summary>Asks the platform about every image of the first <paramref name="members"/> members, once each.</summary>
    /// <exception cref="ArgumentException">The set holds too few images; nothing was asked.</exception>
    /// <exception cref="QueryBudgetExceededException">The platform's cap is too low for all of them; nothing was asked.</exception>
    public static Transcript Pool(IPlatform platform, ImageSet collective, int members, int queriesPerMember)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var images = ImagesOf(collective, members, queriesPerMember);
        byte[] pixels = images.ReadAll();     // [N,3,H,W]
        var answers = platform.Ask(pixels, images.Count);
        return new Transcript(pixels, answers, images.Height, images.Width, members, queriesPerMember);
    }
}
